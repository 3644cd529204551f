"""A page that shows a running runtime, and a client in the browser: `rtap-monitor`, extra `monitor`.

A process of its own beside the runtime: it asks for `/rtap/*` messages (`rtap.runtime.subscribers`) and passes them on
to browsers, so nothing of this is ever in the runtime's way.
"""
