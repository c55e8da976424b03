/** How the feeds talk HTTP: one careful client, its limits, and what its failures mean to an operator. */
package dev.healthevents.feed.http;
