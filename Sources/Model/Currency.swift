/// A currency by its ISO 4217 code, packed into sixteen bits; or none, where a file names none.
package struct Currency: Sendable, Hashable {
  /// 0 for no named currency, else 1 + the three letters read as a number to the base of 26.
  package let code: UInt16

  /// Amounts from files that do not say which currency they are in.
  @inlinable @inline(__always) package static var unnamed: Currency { Currency(code: 0) }
  /// Marks, in a column of money, a sum over several currencies; not a currency.
  @inlinable @inline(__always) package static var several: Currency { Currency(code: .max) }

  /// A currency from its packed code.
  @inlinable @inline(__always)
  package init(code: UInt16) {
    self.code = code
  }

  /// The currency with an ISO 4217 code, in any case; nil when the list has no such code.
  package init?(_ text: some Collection<UInt8>) {
    guard text.count == 3 else { return nil }
    var packed: UInt16 = 0
    for byte in text {
      let letter = byte & 0xDF
      guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter) else { return nil }
      packed = packed * 26 + UInt16(letter - UInt8(ascii: "A"))
    }
    self.init(code: packed + 1)
    guard listedExponent != nil else { return nil }
  }

  /// The currency with an ISO 4217 code.
  package init?(_ text: String) {
    self.init(text.utf8)
  }

  /// The three letters, or nothing for the unnamed currency.
  package var text: String {
    guard code > 0, self != .several else { return "" }
    let packed = code - 1
    let letters = [packed / 676, packed / 26 % 26, packed % 26]
    return String(decoding: letters.map { UInt8($0) + UInt8(ascii: "A") }, as: UTF8.self)
  }

  /// Digits behind the point that the currency is paid in; 2 for the unnamed currency.
  package var exponent: Int { listedExponent ?? 2 }

  /// All codes of the list, for the lexer and for completion.
  package static let allCodes: Set<String> = Set(
    listed.map { Currency(code: UInt16($0 >> 3)).text })

  /// The signs that mean one currency; `$` is missing because only a book can say which.
  package static let signs: [String: String] = ["€": "EUR", "£": "GBP", "¥": "JPY"]
}

extension Currency: Comparable {
  /// By code, the unnamed currency first.
  package static func < (a: Currency, b: Currency) -> Bool { a.code < b.code }
}

// MARK: - ISO 4217

extension Currency {
  /// The packed codes of the list, ascending, each with the currency's exponent in the low bits.
  private static let listed: [UInt32] = codesByExponent.flatMap { exponent, codes in
    // Three letters and a space each.
    let bytes = Array(codes.utf8)
    return stride(from: 0, to: bytes.count, by: 4).map { start in
      let letters = bytes[start..<(start + 3)]
      let packed = letters.reduce(0) { $0 * 26 + UInt32($1 - UInt8(ascii: "A")) }
      return (packed + 1) << 3 | exponent
    }
  }.sorted()

  /// The exponent of a currency of the list.
  private var listedExponent: Int? {
    var (low, high) = (0, Currency.listed.count)
    while low < high {
      let middle = (low + high) / 2
      if Currency.listed[middle] >> 3 < code { low = middle + 1 } else { high = middle }
    }
    guard low < Currency.listed.count, Currency.listed[low] >> 3 == code else { return nil }
    return Int(Currency.listed[low] & 7)
  }

  /// ISO 4217 list one, with those still met on older invoices and in older lists of rates: what
  /// the euro replaced, and the bolívars before today's.
  private static let codesByExponent: [(exponent: UInt32, codes: String)] = [
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ESP ITL LUF"),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
    (
      2,
      """
      AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN \
      BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP \
      GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT \
      LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO \
      NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD \
      SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG \
      YER ZAR ZMW ZWG ATS BEF CYP DEM EEK FIM FRF GRD IEP LTL LVL MTL NLG PTE SIT SKK VEB VEF
      """
    ),
  ]
}
