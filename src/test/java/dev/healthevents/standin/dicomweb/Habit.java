package dev.healthevents.standin.dicomweb;

/** What servers do that makes it hard to list what they have; each with where it is known from. */
public enum Habit {
    /**
     * Gives 7 matches at most, whatever was asked for, and says so with {@code Warning: 299}.
     *
     * @see <a href="https://dicom.nema.org/medical/dicom/current/output/chtml/part18/sect_8.3.4.4.html">PS3.18, 8.3.4.4</a>
     * @see <a href="https://github.com/dcm4che/dcm4chee-arc-light/issues/2367">dcm4chee-arc-light, issue 2367</a>
     */
    CAPS_AND_WARNS,

    /**
     * Gives 7 matches at most, and does not say so.
     *
     * @see <a href="https://github.com/DICOMcloud/DICOMcloud/issues/17">DICOMcloud, issue 17: twelve by default</a>
     */
    CAPS,

    /**
     * Heeds a limit, but no offset.
     *
     * @see <a href="https://github.com/dcmjs-org/dicomweb-server/issues/19">dicomweb-server, issue 19</a>
     */
    IGNORES_OFFSET,

    /**
     * Gives all matches at once, whatever was asked for.
     *
     * @see <a href="https://orthanc.uclouvain.be/bugs/issue53">Orthanc, issue 53: its plug-in before version 0.4</a>
     */
    IGNORES_LIMIT_AND_OFFSET,

    /**
     * Refuses a limit above 200.
     *
     * @see <a href="https://learn.microsoft.com/azure/healthcare-apis/dicom/dicom-services-conformance-statement-v2">Azure's
     *     DICOM service, conformance statement</a>
     */
    REFUSES_LARGE_LIMITS,

    /**
     * Refuses a search for studies without a key.
     *
     * @see <a href="https://github.com/dcm4che/dcm4chee-arc-light/issues/4487">dcm4chee-arc-light, issue 4487: broad queries
     *     are rejected</a>
     */
    REFUSES_BROAD_SEARCHES,

    /**
     * Counts no instances.
     *
     * @see <a href="https://github.com/DICOMcloud/DICOMcloud/issues/34">DICOMcloud, issue 34</a>
     */
    COUNTS_NOTHING,

    /**
     * Counts instances that it does not show, as rejected ones.
     *
     * @see <a href="https://github.com/dcm4che/dcm4chee-arc-light/issues/18">dcm4chee-arc-light, issue 18</a>
     */
    COUNTS_ONE_TOO_MANY,

    /**
     * Answers 204 for no matches, as the standard had it until 2024.
     *
     * @see <a href="https://github.com/dcm4che/dcm4chee-arc-light/issues/477">dcm4chee-arc-light, issue 477</a>
     */
    NO_CONTENT,

    /**
     * Answers 404 to a search below a study that it does not have.
     *
     * @see <a href="https://github.com/dcm4che/dcm4chee-arc-light/issues/3426">dcm4chee-arc-light, issue 3426</a>
     */
    NOT_FOUND,

    /**
     * Wraps its JSON into a multipart message.
     *
     * @see <a href="https://github.com/OHIF/Viewers/issues/749">OHIF, issue 749: a hospital's archive that sends MHTML</a>
     */
    MULTIPART,

    /**
     * Lists the newest first, so that pages move while images arrive.
     *
     * @see <a href="https://github.com/dcm4che/dcm4chee-arc-light/issues/4796">dcm4chee-arc-light, issue 4796: pages may not
     *     hold all matches</a>
     */
    NEWEST_FIRST,

    /**
     * Does not say of instances in which series they are.
     *
     * @see <a href="https://dicom.nema.org/medical/dicom/current/output/chtml/part18/sect_10.6.3.3.html">PS3.18, 10.6.3.3:
     *     attributes of a lower level need not be returned where the search is below it</a>
     */
    NAMES_NO_SERIES,

    /**
     * Does not heed a range of dates.
     *
     * @see <a href="https://github.com/dcmjs-org/dicomweb-server/pull/48">dicomweb-server, pull request 48</a>
     */
    IGNORES_DATES,

    /**
     * Finds all studies where one is searched for.
     *
     * @see <a href="https://github.com/RadicalImaging/Static-DICOMWeb/pull/86">Static-DICOMWeb, pull request 86</a>
     */
    IGNORES_STUDY_UID,

    /** Has studies without a date, as after an import; PS3.3 allows it to be empty (type 2). */
    UNDATED_STUDIES
}
