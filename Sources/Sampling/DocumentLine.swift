import Model

/// One line of a document; all its figures are whole numbers of some small unit.
struct DocumentLine {
  let article: Article
  /// In hundredths.
  var quantity: Int
  /// In ten-thousandths of the currency's unit.
  var price: Int
  /// In the smallest unit of the currency, as are the amounts below.
  var discount = 0
  var amount = 0
  /// Percent.
  var rate: Int
  var tax = 0

  /// Quantity times price, before the discount.
  func gross(in currency: Currency) -> Int {
    FixedPoint.quotient(
      quantity * price, FixedPoint.powerOfTen(6 - currency.exponent))
  }
}

/// The lines of a document and what they come to.
struct DocumentSums {
  let currency: Currency
  private(set) var lines: [DocumentLine]
  var net = 0
  var tax = 0
  var total = 0

  /// Works out every amount from quantities, prices, discounts and rates.
  init(_ lines: [DocumentLine], in currency: Currency) {
    self.currency = currency
    self.lines = lines
    for index in self.lines.indices {
      self.lines[index].amount =
        self.lines[index].gross(in: currency) - self.lines[index].discount
    }
    addUp()
  }

  /// Makes an amount wrong, and everything that follows from it.
  mutating func spoilFirstLine(by units: Int) {
    lines[0].amount += units
    addUp()
  }

  /// Sums the lines; tax is rounded once for each rate, and the lines share it without a rest.
  private mutating func addUp() {
    net = lines.reduce(0) { $0 + $1.amount }
    var taxable: [Int: Int] = [:]
    for index in lines.indices {
      let rate = lines[index].rate
      let before = taxable[rate, default: 0]
      let after = before + lines[index].amount
      taxable[rate] = after
      lines[index].tax =
        FixedPoint.quotient(after * rate, 100) - FixedPoint.quotient(before * rate, 100)
    }
    tax = lines.reduce(0) { $0 + $1.tax }
    total = net + tax
  }
}

extension BookFiles {
  /// Writes the lines of a document.
  mutating func lines(_ file: BookFile, of document: String, _ sums: DocumentSums) {
    let currency = sums.currency
    for (index, line) in sums.lines.enumerated() {
      row(
        file, .text(document), .number(index + 1, scale: 0), .text(line.article.item),
        .text(line.article.description), .number(line.quantity, scale: 2),
        price(line.price, in: currency),
        line.discount == 0 ? .none : .amount(line.discount, currency),
        .amount(line.amount, currency), .number(line.rate, scale: 2), .amount(line.tax, currency))
    }
  }

  /// A price with as many decimals as the currency has, or all four where it is finer.
  private func price(_ price: Int, in currency: Currency) -> Cell {
    let unit = FixedPoint.powerOfTen(4 - currency.exponent)
    return price % unit == 0 ? .amount(price / unit, currency) : .number(price, scale: 4)
  }
}
