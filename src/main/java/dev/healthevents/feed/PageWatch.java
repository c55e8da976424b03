package dev.healthevents.feed;

import java.time.Duration;

/** Is told how a server answers. By any thread. */
public interface PageWatch {

    /** Nobody is told. */
    PageWatch NONE = new PageWatch() {
        @Override
        public void pageAnswered(Duration took) {}

        @Override
        public void pageFailed() {}
    };

    /** @param took from the request for a page to its last byte, which is understood while it comes */
    void pageAnswered(Duration took);

    /** A request failed: no answer, or one that can't be understood or is none of 2xx. */
    void pageFailed();
}
