import Model
import Testing

/// Exact numbers.
@Suite struct DecimalTests {
  private static let largest = "170141183460469231731687303715884105727"

  private func number(_ text: String) throws -> Decimal { try #require(Decimal(text)) }

  @Test(arguments: [
    ("0", 0, 0), ("1200", 1200, 0), ("-1200.50", -120_050, 2), ("0.5", 5, 1), ("00.50", 50, 2),
    ("-0", 0, 0), ("9.000001", 9_000_001, 6),
  ])
  func `reads digits`(text: String, coefficient: Int, scale: Int) throws {
    let value = try number(text)
    #expect(value.coefficient == Int128(coefficient) && value.scale == scale)
  }

  @Test(arguments: [
    "", "-", ".", ".5", "5.", "+1", "1e3", "1,200", "1.2.3", " 1", "1 ", "--1", "1-", "0x1", "１",
    "170141183460469231731687303715884105728", "0.1234567890123456789012345678901",
  ])
  func `reads nothing else`(text: String) {
    #expect(Decimal(text) == nil)
  }

  @Test(arguments: [
    ("0", 0, "0"), ("0", 2, "0.00"), ("1200.5", 2, "1200.50"), ("1200.505", 2, "1200.505"),
    ("1200.500", 0, "1200.5"), ("-0.05", 0, "-0.05"), ("100", 0, "100"), ("0.001", 3, "0.001"),
    ("-7", 3, "-7.000"), (largest, 0, largest), ("-" + largest, 1, "-" + largest + ".0"),
  ])
  func `writes at least the decimals asked for`(text: String, places: Int, expected: String) throws
  {
    #expect(try number(text).text(places: places) == expected)
  }

  @Test(arguments: [
    ("1.5", "2.25", "3.75", "-0.75", "3.375", "0.666667"),
    ("-1", "3", "2", "-4", "-3", "-0.333333"),
    ("0.1", "0.2", "0.3", "-0.1", "0.02", "0.5"),
    ("100.00", "0.04", "100.04", "99.96", "4", "2500"),
    ("0", "-7.5", "-7.5", "7.5", "0", "0"),
    ("1", "8000000", "8000001", "-7999999", "8000000", "0"),
    ("3", "8000000", "8000003", "-7999997", "24000000", "0"),
    ("5", "2000000", "2000005", "-1999995", "10000000", "0.000002"),
  ])
  func `calculates`(
    a: String, b: String, sum: String, difference: String, product: String, quotient: String
  ) throws {
    let (x, y) = (try number(a), try number(b))
    #expect(x.adding(y) == Decimal(sum))
    #expect(x.subtracting(y) == Decimal(difference))
    #expect(x.multiplied(by: y) == Decimal(product))
    #expect(x.divided(by: y) == Decimal(quotient))
  }

  @Test func `says where figures do not fit`() throws {
    let large = try number(Self.largest)
    #expect(large.adding(.one) == nil)
    #expect(try large.adding(number("0.1")) == nil)
    #expect(large.negated?.subtracting(Decimal(2)) == nil)
    #expect(large.multiplied(by: Decimal(2)) == nil)
    #expect(large.divided(by: Decimal(3)) == nil)
    #expect(Decimal.one.divided(by: .zero) == nil)
    #expect(Decimal(.min, scale: 0).negated == nil)
    #expect(Decimal(.min, scale: 6).divided(by: Decimal(-1)) == nil)
    let tiny = Decimal(1, scale: 20)
    #expect(tiny.multiplied(by: tiny) == nil)
  }

  @Test(arguments: [
    // value, places, half to even, half away from zero, half up, down
    ("2.5", 0, "2", "3", "3", "2"), ("3.5", 0, "4", "4", "4", "3"),
    ("-2.5", 0, "-2", "-3", "-2", "-3"), ("-3.5", 0, "-4", "-4", "-3", "-4"),
    ("2.49", 0, "2", "2", "2", "2"), ("2.51", 0, "3", "3", "3", "2"),
    ("-2.49", 0, "-2", "-2", "-2", "-3"), ("-2.51", 0, "-3", "-3", "-3", "-3"),
    ("0.125", 2, "0.12", "0.13", "0.13", "0.12"), ("0.5", 0, "0", "1", "1", "0"),
    ("-0.5", 0, "0", "-1", "0", "-1"), ("1.00", 1, "1", "1", "1", "1"),
    ("1.2", 5, "1.2", "1.2", "1.2", "1.2"), ("15", -1, "20", "20", "20", "10"),
    ("1234.567", -2, "1200", "1200", "1200", "1200"),
  ])
  func `rounds`(
    value: String, places: Int, even: String, away: String, up: String, down: String
  ) throws {
    let x = try number(value)
    #expect(x.rounded(toPlaces: places, rounding: .halfToEven) == Decimal(even))
    #expect(x.rounded(toPlaces: places, rounding: .halfAwayFromZero) == Decimal(away))
    #expect(x.rounded(toPlaces: places, rounding: .halfUp) == Decimal(up))
    #expect(x.rounded(toPlaces: places, rounding: .down) == Decimal(down))
  }

  @Test func `rounds by the largest divisor without overflow`() {
    let half = Decimal.quotient(.max - 1, .max, rounding: .halfToEven)
    #expect(half == 1)
    #expect(Decimal.quotient(1, .max, rounding: .halfUp) == 0)
    #expect(Decimal.quotient(-1, .max, rounding: .down) == -1)
  }

  @Test(arguments: [
    ("1.50", "1.5", false, true), ("1", "1.01", true, false), ("-1", "1", true, false),
    ("170141183.5", "170141183.460469231731687303715884", false, false),
    ("170141183.460469231731687303715884", "170141183.5", true, false),
    ("-170141183.5", "-170141183.460469231731687303715884", true, false),
    (largest, "0.000000000000000000000000000001", false, false),
    ("-" + largest, "0.000000000000000000000000000001", true, false),
  ])
  func `compares by value`(a: String, b: String, isLess: Bool, isEqual: Bool) throws {
    let (x, y) = (try number(a), try number(b))
    #expect((x < y) == isLess)
    #expect((x == y) == isEqual)
    #expect((x.hashValue == y.hashValue) == isEqual)
  }

  @Test(arguments: [("7.00", 7), ("7.01", nil), ("-3", -3), (largest, nil)] as [(String, Int?)])
  func `knows whole numbers`(text: String, expected: Int?) throws {
    #expect(try number(text).wholeNumber == expected)
  }

  @Test func `writes what it reads`() throws {
    for coefficient in -1200...1200 {
      for scale in 0...5 {
        let value = Decimal(Int128(coefficient), scale: scale)
        let plain = value.text(places: 0)
        #expect(Decimal(plain) == value)
        #expect(Decimal(value.text(places: 4)) == value)
        #expect(!plain.contains(".") || plain.utf8.last != UInt8(ascii: "0"))
      }
    }
  }
}
