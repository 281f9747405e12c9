// The start: the addresses first, for the shell shows one of them at once.
import './routes.js';
import './shell.js';
