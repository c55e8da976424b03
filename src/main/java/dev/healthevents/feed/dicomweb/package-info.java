/**
 * Any DICOMweb server as a feed: what it answers to searches, compared with an inventory of what it had.
 *
 * @see <a href="https://dicom.nema.org/medical/dicom/current/output/chtml/part18/sect_10.6.html">DICOM PS3.18, 10.6:
 *     search transaction (QIDO-RS)</a>
 */
package dev.healthevents.feed.dicomweb;
