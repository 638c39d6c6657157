/// Something that the company buys and sells.
struct Article {
  let item: String
  let description: String
  /// Price of one in ten-thousandths of a euro.
  let price: Int
  let isReduced: Bool
  /// The most that is usually sold at once, in hundredths.
  let usual: Int
  /// Whether part of one can be sold.
  let isDivisible: Bool

  private init(
    _ item: String, _ description: String, _ price: Int, upTo usual: Int, reduced: Bool = false,
    divisible: Bool = false
  ) {
    self.item = item
    self.description = description
    self.price = price
    isReduced = reduced
    self.usual = usual * 100
    isDivisible = divisible
  }

  static let sold: [Article] = [
    Article("A-1001", "Cable, halogen-free, 5 m", 129_000, upTo: 60),
    Article("A-1002", "Cable drum \"Blue Line\", 50 m", 1_184_000, upTo: 12),
    Article("A-1003", "Cable by the meter, 3 × 1.5 mm²", 11_800, upTo: 400, divisible: true),
    Article("A-1010", "Plug CEE 16 A", 48_500, upTo: 120),
    Article("A-1020", "Resistor 4.7 kΩ, ±1 %", 375, upTo: 5000),
    Article("A-1021", "Capacitor 100 µF, 25 V", 1_225, upTo: 2000),
    Article("A-1100", "Power supply 24 V, 5 A", 647_500, upTo: 20),
    Article("A-1101", "Power supply 24 V, 10 A", 989_000, upTo: 16),
    Article("A-1200", "Control cabinet, steel, 600 × 800", 4_360_000, upTo: 4),
    Article("A-1210", "Shipping crate, two parts:\nlid and base", 342_000, upTo: 10),
    Article("A-1300", "Label printer \"Étiquette 200\"", 2_495_000, upTo: 5),
    Article("A-1301", "Labels, roll of 1,000", 74_900, upTo: 80),
    Article("A-1400", "Lamp \"Nordlicht\", LED, 12 W", 189_500, upTo: 50),
    Article("A-1401", "Floodlight 100 W", 759_000, upTo: 12),
    Article("B-2001", "Coffee beans, 1 kg", 168_000, upTo: 60, reduced: true),
    Article("B-2002", "Sencha 煎茶, 250 g", 124_000, upTo: 48, reduced: true),
    Article("B-2003", "Handbook of low voltage, 4th edition", 459_000, upTo: 10, reduced: true),
    Article("S-3001", "Installation, per hour", 780_000, upTo: 16, divisible: true),
    Article("S-3002", "Freight and packing", 450_000, upTo: 2),
    Article("S-3003", "Commissioning on site, per day", 6_400_000, upTo: 3),
  ]

  static let rent = Article("R-9001", "Rent of warehouse, one month", 32_500_000, upTo: 1)
  /// Money given back, not for an article that is sold.
  static func allowance(_ description: String) -> Article {
    Article("", description, 0, upTo: 1)
  }

  static let power = Article("R-9002", "Electricity, monthly installment", 4_180_000, upTo: 1)
}
