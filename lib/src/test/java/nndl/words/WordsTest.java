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
  /** Latin words that a Chinese text may hold: names, and what the reader types or looks for. */
  private static final Set<String> NAMES = Set.of("MNIST", "Nielsen", "Java", "JJava", "IJava",
      "NoSuchMethodError", "run", "setup", "lab", "jar", "randn");
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

  /** Words of two Latin letters or more that are not names. */
  static List<String> english(String text) {
    return Pattern.compile("[A-Za-z]{2,}").matcher(text).results().map(MatchResult::group).filter(word -> !NAMES.contains(word)).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"words/words", "notebook/claims"})
  void chineseHasEveryEntryOfTheRootAndNoOther(String bundle) throws IOException {
    Properties root = read(bundle + ".properties");
    Set<String> wanted = new TreeSet<>();
    root.stringPropertyNames().stream().filter(key -> !ONCE.matcher(key).matches())
        .filter(key -> !key.endsWith(".unit") || root.getProperty(key).matches(".*\\pL.*"))
        .forEach(wanted::add);
    assertThat(new TreeSet<>(read(bundle + "_zh.properties").stringPropertyNames()))
        .isEqualTo(wanted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"words/words", "notebook/claims"})
  void chineseTextsAreChinese(String bundle) throws IOException {
    Properties chinese = read(bundle + "_zh.properties");
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
    StringBuilder code = new StringBuilder();
    for (String folder : List.of("src/main/java", "target/generated-sources/notebooks")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          code.append(Files.readString(file));
        }
      }
    }
    List<String> unused = new ArrayList<>(read("words/words.properties").stringPropertyNames());
    unused.removeIf(key -> code.indexOf('"' + key.replaceFirst("^name\\.", "") + '"') >= 0);
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
