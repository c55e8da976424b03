package org.example.clinic;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Clinic {

    public static void main(String[] args) {
        SpringApplication.run(Clinic.class, args);
    }
}
