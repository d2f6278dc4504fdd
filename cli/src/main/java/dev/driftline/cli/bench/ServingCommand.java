package dev.driftline.cli.bench;

import dev.driftline.cli.up.Home;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Hands every option on as it is: the module benchmarks has them and their help. */
@Command(
        name = "serving",
        sortOptions = false,
        description =
                "Time answers beside ONNX Runtime, and many domains beside a merged model; needs no running line.")
final class ServingCommand implements Callable<Integer> {
    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        return new BenchProcess(Home.find()).run("serving", arguments);
    }
}
