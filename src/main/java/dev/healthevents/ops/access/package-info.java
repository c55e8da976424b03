/** Who may look, who may act, and a line about each action. */
package dev.healthevents.ops.access;
