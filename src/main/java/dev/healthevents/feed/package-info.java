/**
 * Feeds of changes: what a server tells of its resources, read window by window. Knows servers, neither Camel nor
 * Spring.
 */
package dev.healthevents.feed;
