package nndl.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the library says, and that each language says all of it. */
class WordsTest {
  private static final Path RESOURCES = Path.of("src/main/resources/nndl");
  /** What only the root has: how keys look, units that are symbols, which notebook checks what. */
  private static final Pattern ONCE = Pattern.compile(
      ".*\\.(color|dash|symbol|pattern)|notebooks\\.\\d+");
  /** Latin words that a Chinese text may hold: names, and units. */
  private static final Set<String> NAMES = Set.of("Glorot", "He", "IJava", "JJava", "JSON", "Java",
      "LSUV", "LeCun", "MB", "MNIST", "NaN", "Nielsen", "NoSuchMethodError", "PyTorch", "ReLU",
      "SHA", "Tablesaw", "URL", "Var", "eta", "gzip", "jar", "kB", "lmbda", "log", "randn",
      "sigmoid", "tanh");
  private static final String CODE = "\\w+\\([^()]*\\)|\\./run \\w+|NNDL_\\w+|plotly\\.js";
  private static final Pattern SPECIFIER = Pattern.compile("%(?:(\\d+)\\$)?([-,.\\d]*[a-z%])");

  @AfterEach
  void speakEnglishAgain() {
    Words.choose("en");
  }

  private static Properties read(String file) throws IOException {
    Properties entries = new Properties();
    try (Reader reader = Files.newBufferedReader(RESOURCES.resolve(file))) {
      entries.load(reader);
    }
    return entries;
  }

  /** The text of all files of Java and all notebooks in some folders. */
  private static String all(Path... folders) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile)
            .filter(file -> file.toString().matches(".*\\.(java|ipynb)")).sorted().toList()) {
          text.append(Files.readString(file));
        }
      }
    }
    return text.toString();
  }

  /** What a format takes: "1 s", "2 ,d". */
  static Set<String> specifiers(String format) {
    Set<String> found = new TreeSet<>();
    int place = 0;
    for (MatchResult match : SPECIFIER.matcher(format).results().toList()) {
      if (!match.group(2).equals("%")) {
        String at = match.group(1) == null ? "" + ++place : match.group(1);
        found.add(at + " " + match.group(2));
      }
    }
    return found;
  }

  /** Words of two Latin letters or more that are neither names nor code. */
  static List<String> english(String text) {
    return Pattern.compile("[A-Za-z]{2,}").matcher(text.replaceAll(CODE, "")).results()
        .map(MatchResult::group).filter(word -> !NAMES.contains(word)).toList();
  }

  /** The keys of the root that each language needs. */
  private static Set<String> needed(String bundle) throws IOException {
    Properties root = read(bundle + ".properties");
    return root.stringPropertyNames().stream().filter(key -> !ONCE.matcher(key).matches())
        .filter(key -> !key.endsWith(".unit") || root.getProperty(key).matches(".*\\pL.*"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"words/words", "notebook/claims"})
  void chineseHasEveryEntryOfTheRootAndNoOther(String bundle) throws IOException {
    assertThat(new TreeSet<>(read(bundle + "_zh.properties").stringPropertyNames()))
        .isEqualTo(needed(bundle));
  }

  /** In English, most keys are themselves what readers see. */
  @Test
  void chineseHasEveryLabelOfTheRootAndMoreThatNotebooksUse() throws IOException {
    Set<String> chinese = read("plot/labels_zh.properties").stringPropertyNames();
    Set<String> needed = needed("plot/labels");
    assertThat(chinese).containsAll(needed);
    String code = all(Path.of("../notebooks"), Path.of("src/main/java"));
    assertThat(chinese.stream().map(key -> key.replaceFirst("\\.(unit|number|heading)$", ""))
        .filter(key -> !needed.contains(key) && !code.contains(key))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"words/words", "notebook/claims", "plot/labels"})
  void chineseTextsAreChinese(String bundle) throws IOException {
    Properties chinese = read(bundle + "_zh.properties");
    chinese.remove("figure.fonts");
    for (String key : chinese.stringPropertyNames()) {
      String text = chinese.getProperty(key).replaceAll(SPECIFIER.pattern(), "§");
      assertThat(english(text)).as(key).isEmpty();
      assertThat(text).as(key).doesNotContainPattern("\\p{IsHan}[,.:;?!()]|[,:;?!()]\\p{IsHan}")
          .doesNotContainPattern("\\p{IsHan}[A-Za-z0-9]|[A-Za-z0-9]\\p{IsHan}")
          .doesNotContainPattern(" [，。：；？！（）]|[，。：；？！（）] ");
    }
  }

  @Test
  void chineseTakesTheSameValues() throws IOException {
    Properties root = read("words/words.properties");
    Properties chinese = read("words/words_zh.properties");
    for (String key : root.stringPropertyNames()) {
      assertThat(specifiers(chinese.getProperty(key))).as(key)
          .isEqualTo(specifiers(root.getProperty(key)));
    }
  }

  @Test
  void everyEntryIsUsed() throws IOException {
    String code = all(Path.of("src/main/java"), Path.of("target/generated-sources/notebooks"));
    List<String> unused = new ArrayList<>(read("words/words.properties").stringPropertyNames());
    unused.removeIf(key -> code.contains('"' + key.replaceFirst("^name\\.", "") + '"'));
    assertThat(unused).isEmpty();
  }

  @Test
  void theChecksAboveFindWhatTheyLookFor() {
    assertThat(specifiers("%s of %,d")).isEqualTo(specifiers("%2$,d: %1$s"))
        .isNotEqualTo(specifiers("%s of %s")).isNotEqualTo(specifiers("%s"));
    assertThat(english("运行 ./run setup，then wait")).containsExactly("then", "wait");
  }

  @Test
  void anUnknownLanguageIsAnErrorThatNamesThoseThereAre() {
    assertThatThrownBy(() -> Words.choose("de")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no language \"de\"; there are en, zh");
    assertThat(Words.language()).isEqualTo("en");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh-CN", "de-DE", "fa-IR", "ar-EG-u-nu-arab", "tr-TR", "und"})
  void theMachinesLanguageDoesNotMatter(String locale) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(locale));
    try {
      assertThat(Words.text("digits.source", "MNIST", 50_000, 10_000))
          .isEqualTo("Digits: MNIST, 50,000 to train on, 10,000 to validate with");
      Words.choose("zh");
      assertThat(Words.text("digits.source", "MNIST", 50_000, 10_000))
          .isEqualTo("数字图像：MNIST，50,000 张用于训练，10,000 张用于验证");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aKeyThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> Words.text("no such key"))
        .isInstanceOf(MissingResourceException.class);
  }
}
