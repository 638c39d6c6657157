/// An exact amount in one currency.
package struct Money: Sendable, Hashable {
  /// The amount in whole units, with as many digits behind the point as its source gave.
  package let amount: Decimal
  /// The currency; `.unnamed` where the source names none.
  package let currency: Currency

  /// An amount of a currency.
  package init(_ amount: Decimal, _ currency: Currency) {
    self.amount = amount
    self.currency = currency
  }

  /// `EUR 1200.50`, with at least the currency's own number of decimals.
  package var text: String {
    let digits = amount.text(places: currency.exponent)
    return currency == .unnamed ? digits : currency.text + " " + digits
  }

  /// The same for people to read, `EUR 1,200.50`.
  package var groupedText: String {
    let plain = Array(text.utf8)
    guard let first = plain.firstIndex(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return text }
    let end = plain[first...].firstIndex(of: UInt8(ascii: ".")) ?? plain.count
    var grouped = Array(plain[..<first])
    for place in first..<end {
      if place > first, (end - place) % 3 == 0 { grouped.append(UInt8(ascii: ",")) }
      grouped.append(plain[place])
    }
    return String(decoding: grouped + plain[end...], as: UTF8.self)
  }
}

/// Amounts in several currencies that were summed without being mixed.
package struct Bag: Sendable, Hashable {
  /// One amount a currency, in the order of their codes, none of them zero.
  package let amounts: [Money]

  /// A bag of amounts whose currencies differ; zeros are left out.
  package init(_ amounts: [Money]) {
    self.amounts = amounts.filter { !$0.amount.isZero }.sorted { $0.currency < $1.currency }
  }
}
