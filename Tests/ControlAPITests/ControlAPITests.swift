// Tests of ControlAPI.
