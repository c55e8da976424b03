/**
 * A stand-in for a custom topic of Azure Event Grid, which takes what the service takes, as far as its documentation says,
 * and refuses everything else.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/post-to-custom-topic">Publish events to custom topics</a>
 */
package dev.healthevents.standin.eventgrid;
