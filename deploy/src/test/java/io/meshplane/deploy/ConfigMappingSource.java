package io.meshplane.deploy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Reads the keys of {@code @ConfigMapping} interfaces off their source, as SmallRye Config derives them. */
final class ConfigMappingSource {
    /**
     * What a mapping knows.
     *
     * @param defaults key to default; empty if there is none
     * @param prefixes keys of maps: anything may follow
     */
    record Keys(Map<String, String> defaults, Set<String> prefixes) {}

    private final Keys keys = new Keys(new TreeMap<>(), new TreeSet<>());
    private final Map<String, ClassTree> nested = new HashMap<>();

    /** @param file with one or more mappings; their nested interfaces are in the same file */
    static Keys read(Path file) {
        ConfigMappingSource source = new ConfigMappingSource();
        for (CompilationUnitTree unit : parse(file)) {
            for (Tree type : unit.getTypeDecls()) {
                if (type instanceof ClassTree top) source.readType(top);
            }
        }
        return source.keys;
    }

    private static Iterable<? extends CompilationUnitTree> parse(Path file) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, List.of("-proc:none"), null, files.getJavaFileObjects(file));
            return task.parse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readType(ClassTree type) {
        for (Tree member : type.getMembers()) {
            if (member instanceof ClassTree inner)
                nested.put(inner.getSimpleName().toString(), inner);
        }
        argument(type.getModifiers(), "ConfigMapping", "prefix").ifPresent(prefix -> readMethods(type, prefix));
    }

    private void readMethods(ClassTree type, String prefix) {
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method && method.getBody() == null) readMethod(method, prefix);
        }
    }

    private void readMethod(MethodTree method, String prefix) {
        String name = argument(method.getModifiers(), "WithName", "value")
                .orElseGet(() -> kebab(method.getName().toString()));
        boolean isFlat = has(method.getModifiers(), "WithParentName");
        String key = isFlat ? prefix : prefix + "." + name;
        String type = String.valueOf(method.getReturnType());
        ClassTree group = nested.get(type.replaceFirst("^Optional<(.+)>$", "$1"));
        if (group != null) {
            readMethods(group, key);
        } else if (type.startsWith("Map<")) {
            keys.prefixes.add(key);
        } else {
            keys.defaults.put(
                    key, argument(method.getModifiers(), "WithDefault", "value").orElse(""));
        }
    }

    private static boolean has(ModifiersTree modifiers, String annotation) {
        return modifiers.getAnnotations().stream()
                .anyMatch(a -> a.getAnnotationType().toString().equals(annotation));
    }

    private static Optional<String> argument(ModifiersTree modifiers, String annotation, String name) {
        for (AnnotationTree found : modifiers.getAnnotations()) {
            if (!found.getAnnotationType().toString().equals(annotation)) continue;
            for (ExpressionTree argument : found.getArguments()) {
                if (name.equals("value") && argument instanceof LiteralTree literal) {
                    return Optional.of(String.valueOf(literal.getValue()));
                }
                if (argument instanceof AssignmentTree assignment
                        && assignment.getVariable().toString().equals(name)
                        && assignment.getExpression() instanceof LiteralTree literal) {
                    return Optional.of(String.valueOf(literal.getValue()));
                }
            }
        }
        return Optional.empty();
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
