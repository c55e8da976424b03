package org.example.lab;

import org.apache.camel.main.Main;

/** Camel alone; its routes are in camel/, and what they need is in application.properties. */
public final class Lab {

    private Lab() {}

    public static void main(String[] args) throws Exception {
        new Main(Lab.class).run(args);
    }
}
