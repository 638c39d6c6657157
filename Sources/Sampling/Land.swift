import Model

/// A country of the sample book, with what firms there have in common.
struct Land {
  let name: String
  let code: String
  let dial: String
  let currency: Currency
  /// A bank account after country and check digits: letters as they are, zeros for any digit.
  let account: String
  /// Usual tax in percent on what is sold inside the country: standard and reduced.
  let rates: (standard: Int, reduced: Int)

  private init(
    _ name: String, _ code: String, _ dial: String, _ currency: Currency = .euro,
    account: String = "", rates: (Int, Int) = (20, 10)
  ) {
    self.name = name
    self.code = code
    self.dial = dial
    self.currency = currency
    self.account = account
    self.rates = rates
  }

  static let home = "Germany"

  static let all: [Land] = [
    Land("Germany", "DE", "+49", account: "000000000000000000", rates: (19, 7)),
    Land("Austria", "AT", "+43", account: "0000000000000000"),
    Land("Netherlands", "NL", "+31", account: "INGB0000000000"),
    Land("France", "FR", "+33", account: "00000000000000000000000"),
    Land("Italy", "IT", "+39", account: "X0000000000000000000000"),
    Land("Spain", "ES", "+34", account: "00000000000000000000"),
    Land("Poland", "PL", "+48", account: "000000000000000000000000"),
    Land("Greece", "GR", "+30", account: "00000000000000000000000"),
    Land("Ireland", "IE", "+353", account: "AIBK00000000000000"),
    Land("Sweden", "SE", "+46", account: "00000000000000000000"),
    Land("Denmark", "DK", "+45", account: "00000000000000"),
    Land("Czechia", "CZ", "+420", account: "00000000000000000000"),
    Land("Switzerland", "CH", "+41", account: "00000000000000000"),
    Land("United Kingdom", "GB", "+44", .dollar, account: "BARC00000000000000"),
    Land("United States", "US", "+1", .dollar),
    Land("Canada", "CA", "+1", .dollar),
    Land("Brazil", "BR", "+55", .dollar),
    Land("Vietnam", "VN", "+84", .dollar),
    Land("Japan", "JP", "+81", .yen),
  ]

  /// The country with a name; the first one for a name that is not there.
  static func named(_ name: String) -> Land { all.first { $0.name == name } ?? all[0] }
}

extension Currency {
  static let euro = Currency("EUR") ?? .unnamed
  static let dollar = Currency("USD") ?? .unnamed
  static let yen = Currency("JPY") ?? .unnamed

  /// A price in ten-thousandths of this currency for one in ten-thousandths of a euro.
  func price(ofEuros price: Int) -> Int {
    switch self {
    case .dollar: rounded(price * 109 / 100)
    case .yen: rounded(price * 162)
    default: rounded(price)
    }
  }

  /// A price without parts of the smallest coin, unless it is only a few coins.
  private func rounded(_ price: Int) -> Int {
    let coin = FixedPoint.powerOfTen(4 - exponent)
    return price < coin * 20 && exponent > 0
      ? price : max(coin, FixedPoint.quotient(price, coin) * coin)
  }
}
