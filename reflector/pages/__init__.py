"""The pages for visitors. The server renders them, with its own CSS and JavaScript and nothing from other servers.

A page shows data; actions of a visitor go from the browser to the API. The id in an address is a capability, so pages
are never cached and never indexed, and send no Referer to other sites.
"""
