/**
 * The change feed of Microsoft's DICOM service, and of servers that have the same one.
 *
 * @see <a href="https://learn.microsoft.com/azure/healthcare-apis/dicom/change-feed-overview">Change feed overview</a>
 * @see <a href="https://github.com/microsoft/dicom-server/blob/main/docs/concepts/change-feed.md">dicom-server, change
 *     feed</a>
 */
package dev.healthevents.feed.dicom;
