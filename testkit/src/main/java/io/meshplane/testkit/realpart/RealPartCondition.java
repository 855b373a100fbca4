package io.meshplane.testkit.realpart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides whether a {@link RealPart} test can run. */
public final class RealPartCondition implements ExecutionCondition {
    private static final String REQUIRE = "MESHPLANE_REQUIRE_REAL_PARTS";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findRepeatableAnnotations(context.getElement(), RealPart.class).stream()
                .map(RealPartCondition::evaluate)
                .filter(ConditionEvaluationResult::isDisabled)
                .findFirst()
                .orElse(ConditionEvaluationResult.enabled("every real part that it needs is here"));
    }

    private static ConditionEvaluationResult evaluate(RealPart part) {
        String missing = missing(part);
        if (missing.isEmpty()) return ConditionEvaluationResult.enabled(part.program() + " is here");
        if (Boolean.parseBoolean(System.getenv(REQUIRE))) {
            throw new IllegalStateException(REQUIRE + " is set and " + missing);
        }
        return ConditionEvaluationResult.disabled("skipped: " + missing);
    }

    private static String missing(RealPart part) {
        if (find(part.program(), part.env()).isEmpty())
            return "the real part " + part.program() + " is not on this machine";
        if (part.needsRoot() && !"root".equals(System.getProperty("user.name"))) {
            return "the real part " + part.program() + " needs root for its network namespaces";
        }
        return "";
    }

    /**
     * Where a program is.
     *
     * @param env variable that may name its path; empty = none
     */
    public static Optional<Path> find(String program, String env) {
        String named = env.isEmpty() ? null : System.getenv(env);
        if (named != null) return Optional.of(Path.of(named)).filter(Files::isExecutable);
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/sbin", "/sbin", "/usr/local/sbin"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
