// The package's modules, which find each other by file name alone, as Max finds them.

"use strict";

const fs = require("fs");
const path = require("path");

const { FOLDER } = require("./simulated_max");

function load(name, loaded = {}) {
    if (!loaded[name]) {
        loaded[name] = {};
        const text = fs.readFileSync(path.join(FOLDER, name), "utf8");
        new Function("exports", "require", text)(loaded[name], (other) => load(other, loaded));
    }
    return loaded[name];
}

module.exports = { load };
