package dev.healthevents.soak;

/** How a fault is brought about here, and mended. */
record Trouble(Step begin, Step end) {

    interface Step {
        void run() throws Exception;
    }
}
