// ControlAPI: to be filled.
