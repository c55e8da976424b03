/** Keeps the documentation true: its samples, links, names and figures are tried as they stand. */
package dev.healthevents.docs;
