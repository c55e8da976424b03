/**
 * How the runnable jar finds its classes. Belongs here: what is at work before the application. Not for the library, nor
 * where the jar is unpacked.
 */
package dev.healthevents.launch;
