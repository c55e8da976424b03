/**
 * Health events: what they say, their ids, and their two encodings. Depends on nothing of the project.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema-azure-health-data-services">Azure Health
 *     Data Services as an Event Grid source</a>
 */
package dev.healthevents.event;
