// Nothing but the clients that inia.json asks for.
