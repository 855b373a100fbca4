package io.meshplane.sentinel.domain;

/** The types of DNS records that the sentinel writes. */
public enum RecordType {
    A,
    AAAA,
    CNAME,
    SRV,
    TXT
}
