package nndl.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @RegisterExtension final Printed printed = new Printed();

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "0 | 0", "-0.0 | 0", "60 | 60", "-60 | −60", "50000 | 50,000", "1e9 | 1,000,000,000",
    "0.5 | 0.5000", "-0.25 | −0.2500", "0.1234567 | 0.1235", "0.0012345678 | 0.001235",
    "1.5 | 1.500", "99.96 | 99.96", "500.98 | 501.0", "12345.6 | 12,346",
    "0.00001234 | 1.23 × 10⁻⁵", "-2.8e-7 | −2.80 × 10⁻⁷", "1.5e-13 | 1.50 × 10⁻¹³",
    "1234567.5 | 1.23 × 10⁶", "1e300 | 1.00 × 10³⁰⁰",
    "NaN | not a number", "Infinity | ∞", "-Infinity | −∞"})
  void areWrittenAsPeopleReadThem(double value, String text) {
    assertThat(Numbers.text(value)).isEqualTo(text);
  }

  @Test
  void areTheSameEverywhere() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(Numbers.text(12345.6)).isEqualTo("12,346");
      Notebook.check("x", 0.5, Notebook.near(0.5, 0.25));
      Notebook.print("%d digits", 10);
      assertThat(printed.text())
          .isEqualTo("✓ x: 0.5000, expected 0.5000 ± 0.2500\n10 digits\n");
    } finally {
      Locale.setDefault(before);
    }
  }
}
