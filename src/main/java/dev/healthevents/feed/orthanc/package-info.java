/**
 * Orthanc's {@code /changes} as a feed, with the deletes that are not in there.
 *
 * @see <a href="https://orthanc.uclouvain.be/book/users/rest.html#tracking-changes">Orthanc Book, tracking changes</a>
 */
package dev.healthevents.feed.orthanc;
