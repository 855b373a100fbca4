package io.meshplane.payment.adapter.chain;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplane.chain.Address;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.HexData;
import io.meshplane.chain.HexQuantity;
import io.meshplane.chain.MalformedChainDataException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object in the types of the chain. What is not of its type is malformed; unknown members are ignored. */
record JsonFields(JsonNode object) {

    /** Reads one thing out of an element. */
    interface Read<T> {
        T from(JsonFields element) throws MalformedChainDataException;
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    String text(String name) throws MalformedChainDataException {
        JsonNode value = object.path(name);
        if (!value.isTextual()) throw new MalformedChainDataException("no text in " + name);
        return value.textValue();
    }

    Hash32 hash(String name) throws MalformedChainDataException {
        return Hash32.parse(text(name));
    }

    Address address(String name) throws MalformedChainDataException {
        return new Address(HexData.parse(text(name), Address.SIZE_BYTES));
    }

    Bytes data(String name) throws MalformedChainDataException {
        return HexData.parse(text(name));
    }

    BigInteger integer(String name) throws MalformedChainDataException {
        return HexQuantity.parse(text(name));
    }

    long number(String name) throws MalformedChainDataException {
        return HexQuantity.parseLong(text(name));
    }

    /** A quantity from 0 to 255. */
    int small(String name) throws MalformedChainDataException {
        long value = number(name);
        if (value > 0xff) throw new MalformedChainDataException(name + " is not a small number");
        return (int) value;
    }

    @Nullable Hash32 hashOrNull(String name) throws MalformedChainDataException {
        return has(name) ? hash(name) : null;
    }

    @Nullable Address addressOrNull(String name) throws MalformedChainDataException {
        return has(name) ? address(name) : null;
    }

    @Nullable BigInteger integerOrNull(String name) throws MalformedChainDataException {
        return has(name) ? integer(name) : null;
    }

    @Nullable Long numberOrNull(String name) throws MalformedChainDataException {
        return has(name) ? Long.valueOf(number(name)) : null;
    }

    /** Texts of an array, such as hashes. */
    List<Hash32> hashes(String name) throws MalformedChainDataException {
        List<Hash32> hashes = new ArrayList<>();
        for (JsonNode element : array(name)) {
            if (!element.isTextual()) throw new MalformedChainDataException("no text in " + name);
            hashes.add(Hash32.parse(element.textValue()));
        }
        return hashes;
    }

    <T> List<T> list(String name, Read<T> read) throws MalformedChainDataException {
        return listOf(array(name), read);
    }

    private JsonNode array(String name) throws MalformedChainDataException {
        JsonNode array = object.path(name);
        if (!array.isArray()) throw new MalformedChainDataException("no array in " + name);
        return array;
    }

    /** All elements of an array, each an object. */
    static <T> List<T> listOf(JsonNode array, Read<T> read) throws MalformedChainDataException {
        if (!array.isArray()) throw new MalformedChainDataException("no array");
        List<T> list = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            if (!element.isObject()) throw new MalformedChainDataException("no object in an array");
            list.add(read.from(new JsonFields(element)));
        }
        return list;
    }
}
