package dev.driftline.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SizeTest {
    private static final int MAX_FILE_LINES = 400;
    private static final int MEDIAN_FILE_LINES = 80;
    private static final int MAX_METHOD_LINES = 70;
    private static final int USUAL_METHOD_LINES = 40;
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX)\\b|printStackTrace\\(");

    private static final List<Path> SOURCES = Tree.files(Tree.ROOT, ".java");
    private static final List<Method> METHODS = new ArrayList<>();

    private record Method(String name, int lines) {}

    @BeforeAll
    static void parse() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(SOURCES));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                collect(unit, positions);
            }
        }
    }

    private static void collect(CompilationUnitTree unit, SourcePositions positions) {
        LineMap lines = unit.getLineMap();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
                if (method.getBody() != null) {
                    long first = lines.getLineNumber(positions.getStartPosition(unit, method.getBody()));
                    long last = lines.getLineNumber(positions.getEndPosition(unit, method.getBody()));
                    METHODS.add(new Method(unit.getSourceFile().getName() + ":" + first + " " + method.getName(), (int)
                            (last - first + 1)));
                }
                return super.visitMethod(method, null);
            }
        }.scan(unit, null);
    }

    @Test
    void theWholeProjectWasLookedAt() {
        assertThat(SOURCES).hasSizeGreaterThan(100);
        assertThat(METHODS).hasSizeGreaterThan(400);
    }

    @Test
    void noFileIsLongAndMostAreShort() {
        List<Integer> sizes = SOURCES.stream()
                .map(file -> (int) Tree.text(file).lines().count())
                .sorted()
                .toList();
        assertThat(SOURCES)
                .allSatisfy(file -> assertThat(Tree.text(file).lines().count())
                        .as(file.toString())
                        .isLessThanOrEqualTo(MAX_FILE_LINES));
        assertThat(sizes.get(sizes.size() / 2)).as("median lines a file").isLessThanOrEqualTo(MEDIAN_FILE_LINES);
    }

    @Test
    void methodsAreShort() {
        assertThat(METHODS)
                .allSatisfy(
                        method -> assertThat(method.lines()).as(method.name()).isLessThanOrEqualTo(MAX_METHOD_LINES));
        List<Method> tail =
                METHODS.stream().filter(one -> one.lines() > USUAL_METHOD_LINES).toList();
        assertThat(tail)
                .as("methods over " + USUAL_METHOD_LINES + " lines, at most 1 %")
                .hasSizeLessThanOrEqualTo(METHODS.size() / 100);
    }

    @Test
    void nothingIsLeftUnfinished() {
        assertThat(SOURCES)
                .filteredOn(file -> !file.endsWith("SizeTest.java"))
                .allSatisfy(
                        file -> assertThat(UNFINISHED.matcher(Tree.text(file)).find())
                                .as(file.toString())
                                .isFalse());
    }

    @Test
    void everyPackageSaysItsJobAndIsNullMarked() {
        for (String module : Tree.MODULES) {
            Tree.files(Tree.ROOT.resolve(module).resolve("src/main/java"), ".java").stream()
                    .map(Path::getParent)
                    .distinct()
                    .map(folder -> folder.resolve("package-info.java"))
                    .forEach(info -> assertThat(Tree.text(info))
                            .as(info.toString())
                            .contains("@NullMarked")
                            .startsWith("/**"));
        }
    }
}
