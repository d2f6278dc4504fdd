package dev.driftline.benchmarks.plan;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.MethodSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** All runs of a comparison: for each contender, rates tried on the search seed; then the chosen one on every seed. */
public record Plan(Setup setup, Schedule schedule, Common common, List<Contender> contenders) {
    /** A contender on one seed, at the rate that will have been chosen. */
    public record Turn(Contender contender, long number) {}

    public Plan {
        contenders = List.copyOf(contenders);
    }

    /** @param words as {@code lora}, {@code lora:1}, {@code bidora:paper} */
    public static List<Contender> contenders(List<String> words) {
        List<Contender> all = words.stream().map(Contender::parse).toList();
        unless(!all.isEmpty(), "--methods", "must name one or more");
        unless(all.stream().map(Contender::word).distinct().count() == all.size(), "--methods", "must name none twice");
        return all;
    }

    /** Settings that are tried, in the grid's order. */
    public List<MethodSettings> tried(Contender contender) {
        return common.grid().stream()
                .map(factor -> contender.settings(common, schedule, factor))
                .toList();
    }

    /** Runs of the search with one of the tried settings; none where nothing is searched. */
    public List<Cell> searches(Contender contender, MethodSettings tried) {
        return IntStream.range(0, common.searches() ? common.folds() : 0)
                .mapToObj(fold -> Cell.search(contender.word(), tried, common.searchSeed(), fold, common.folds()))
                .toList();
    }

    /** All runs of a contender's search. */
    public List<Cell> searches(Contender contender) {
        return tried(contender).stream()
                .flatMap(tried -> searches(contender, tried).stream())
                .toList();
    }

    public Cell compared(Turn turn, MethodSettings chosen) {
        return Cell.compared(turn.contender().word(), chosen, turn.number());
    }

    public List<Turn> turns(Contender contender) {
        return LongStream.rangeClosed(1, common.seeds())
                .mapToObj(number -> new Turn(contender, number))
                .toList();
    }

    /** A shard's part of all searches, dearest first. */
    public List<Cell> searches(Shard shard) {
        List<Cell> all = new ArrayList<>();
        dearestFirst().forEach(contender -> all.addAll(searches(contender)));
        return shard.of(all);
    }

    /** A shard's part of all turns, dearest first. */
    public List<Turn> turns(Shard shard) {
        List<Turn> all = new ArrayList<>();
        dearestFirst().forEach(contender -> all.addAll(turns(contender)));
        return shard.of(all);
    }

    private List<Contender> dearestFirst() {
        return contenders.stream()
                .sorted(Comparator.comparingDouble(Contender::cost).reversed())
                .toList();
    }

    /** The rate that the search moves, as the settings have it. */
    public double rate(Contender contender, MethodSettings settings) {
        return contender.searchedRate(settings, common.searched());
    }

    /** Runs of all shards. */
    public int size() {
        return contenders.stream()
                .mapToInt(contender -> searches(contender).size() + common.seeds())
                .sum();
    }

    /** A run's cost beside that of LoRA, for the time left. */
    public double cost(String word) {
        return contenders.stream()
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow()
                .cost();
    }
}
