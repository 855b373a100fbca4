package io.meshplane.platform.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;

/** JSON without kindness: unknown fields, duplicate fields, trailing text, coerced types and deep nesting are refused. */
@Singleton
public class StrictJson implements ObjectMapperCustomizer {
    private static final int DEPTH_MAX = 32;
    private static final int STRING_LENGTH_MAX = 1 << 20;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static {
        makeStrict(MAPPER);
    }

    @Override
    public void customize(ObjectMapper mapper) {
        makeStrict(mapper);
    }

    /**
     * Reads a body whose bytes were needed first, to check their signature.
     *
     * @throws ProblemException 400, naming the field where one is at fault
     */
    public static <T> T read(byte[] body, Class<T> type) {
        try {
            T value = MAPPER.readValue(body, type);
            if (value == null) throw Problem.malformed("the body is null").asException();
            return value;
        } catch (JsonProcessingException e) {
            throw JsonProblems.of(e).asException();
        } catch (IOException e) {
            throw Problem.malformed("the body is not JSON").asException();
        }
    }

    private static void makeStrict(ObjectMapper mapper) {
        mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
        mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        mapper.getFactory().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEPTH_MAX)
                        .maxStringLength(STRING_LENGTH_MAX)
                        .build());
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        mapper.coercionConfigFor(LogicalType.Integer)
                .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }
}
