/**
 * The filter of an Azure Event Grid subscription, over health events. Knows neither Camel nor Spring.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-filtering">Event filtering for Event Grid
 *     subscriptions</a>
 */
package dev.healthevents.camel.filter;
