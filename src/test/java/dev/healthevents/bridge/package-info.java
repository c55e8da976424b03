/** The whole bridge, against real parts. */
package dev.healthevents.bridge;
