/** An archive of images with DICOMweb in front of it, and the habits that such servers have. */
package dev.healthevents.standin.dicomweb;
