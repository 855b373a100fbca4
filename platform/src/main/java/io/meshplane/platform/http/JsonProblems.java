package io.meshplane.platform.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;

/** Puts Jackson's complaints into words for callers, with the field's path and without class names. */
final class JsonProblems {

    static Problem of(JsonProcessingException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown -> Problem.invalidField(path(unknown), "there is no such field");
            case ValueInstantiationException refused -> Problem.invalidField(path(refused), reason(refused));
            case JsonMappingException mapping
            when !mapping.getPath().isEmpty() -> Problem.invalidField(path(mapping), "is missing or of the wrong type");
            case JsonMappingException mapping -> Problem.malformed("the body is not the JSON object that is expected");
            default -> Problem.malformed("the body is not JSON" + position(e));
        };
    }

    private static String reason(ValueInstantiationException e) {
        return e.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null
                ? cause.getMessage()
                : "is not valid";
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null)
                path.append('[').append(step.getIndex()).append(']');
            else path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
        }
        return path.toString();
    }

    private static String position(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    private JsonProblems() {}
}
