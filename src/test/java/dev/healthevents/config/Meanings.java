package dev.healthevents.config;

import com.sun.source.doctree.AttributeTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What the keys mean, in Markdown: the Javadoc of the property records' components, as the compiler reads it. */
final class Meanings {

    private static final Path SOURCES = Path.of("src/main/java/dev/healthevents/config");

    private final Map<String, String> byRecordAndComponent = new HashMap<>();

    Meanings() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.list(SOURCES)) {
            List<Path> records = sources.filter(file -> file.toString().endsWith("Properties.java"))
                    .toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(records));
            DocTrees comments = DocTrees.instance(task);
            for (CompilationUnitTree source : task.parse()) {
                new TreePathScanner<Void, Void>() {
                    @Override
                    public Void visitClass(ClassTree type, Void nothing) {
                        take(type.getSimpleName().toString(), comments, getCurrentPath());
                        return super.visitClass(type, nothing);
                    }
                }.scan(source, null);
            }
        }
    }

    /** @throws IllegalStateException if nobody has said it */
    String of(RecordComponent component) {
        String name = component.getDeclaringRecord().getSimpleName() + "." + component.getName();
        String meaning = byRecordAndComponent.get(name);
        if (meaning == null) {
            throw new IllegalStateException(name + " has no @param that says what the key means");
        }
        return meaning;
    }

    private void take(String type, DocTrees comments, TreePath path) {
        DocCommentTree comment = comments.getDocCommentTree(path);
        if (comment == null) {
            return;
        }
        for (DocTree tag : comment.getBlockTags()) {
            if (tag instanceof ParamTree param) {
                String meaning = markdown(param.getDescription());
                byRecordAndComponent.put(
                        type + "." + param.getName().getName(),
                        meaning.replaceAll("\\s+", " ").strip());
            }
        }
    }

    private static String markdown(List<? extends DocTree> parts) {
        StringBuilder text = new StringBuilder();
        String target = "";
        for (DocTree part : parts) {
            if (part instanceof LiteralTree code) {
                text.append('`').append(code.getBody().getBody().strip()).append('`');
            } else if (part instanceof StartElementTree link) {
                target = ((AttributeTree) link.getAttributes().get(0))
                        .getValue()
                        .get(0)
                        .toString();
                text.append('[');
            } else if (part instanceof EndElementTree) {
                text.append("](").append(target).append(')');
            } else if (part instanceof TextTree words) {
                text.append(words.getBody());
            } else {
                throw new IllegalStateException("No Markdown for " + part);
            }
        }
        return text.toString();
    }
}
