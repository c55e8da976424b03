package dev.healthevents.config;

import java.beans.PropertyEditorSupport;
import java.nio.file.Path;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Takes a path in the configuration for one of a file. In a web application Spring looks for it in what the web server
 * serves first, which fails on one that leads up from the working directory.
 */
final class FilePaths implements BeanFactoryPostProcessor {

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
        factory.addPropertyEditorRegistrar(registry -> registry.registerCustomEditor(Path.class, new Editor()));
    }

    private static final class Editor extends PropertyEditorSupport {

        @Override
        public void setAsText(String text) {
            setValue(text.isEmpty() ? null : Path.of(text));
        }
    }
}
