package io.meshplane.bench.payments;

import io.meshplane.bench.telemetry.speed.Spread;

/**
 * Speed of proving, of one thread.
 *
 * @param what is done, for people
 * @param key for programs
 * @param perCpuSecond how often in a second of the thread's CPU time
 * @param goal that it should reach; 0 = none
 */
record ProofFigure(String what, String key, Spread perCpuSecond, long goal) {}
