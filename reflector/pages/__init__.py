"""The pages for visitors. The server renders them, with its own CSS and JavaScript and nothing from other servers.

A page shows what is there; what a visitor does goes to the API, from the browser. The id in an address is a
capability, so pages are never cached, never indexed, and tell no other site where a visitor came from.
"""
