"""How gunicorn serves the portal. It reads this by itself in the folder it is started in."""

import gunicorn.http.message

# Ten thousand letters of a query, each written with up to twelve, and as much again. Gunicorn knows
# 8,190 bytes at most, or no bound at all, which would let anybody fill the memory.
limit_request_line = gunicorn.http.message.MAX_REQUEST_LINE = 262_144
# htmx tells the address of the page in a header. Of so long ones no more than browsers and proxies send.
limit_request_field_size = limit_request_line
limit_request_fields = 50
# No socket for commands that nobody gives.
control_socket_disable = True
