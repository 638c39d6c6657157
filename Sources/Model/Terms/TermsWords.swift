/// The words that terms of payment are made of, folded: English, German, French.
enum TermsWords {
  static let days: Set<String> = ["d", "day", "days", "tag", "tage", "tagen", "jour", "jours", "j"]
  static let weeks: Set<String> = ["week", "weeks", "woche", "wochen", "semaine", "semaines"]
  static let months: Set<String> = ["month", "months", "monat", "monate", "monaten", "mois"]
  static let percent: Set<String> = ["percent", "pct", "prozent", "pourcent"]
  static let net: Set<String> = ["net", "n", "netto"]
  static let discount: Set<String> = ["discount", "skonto", "escompte"]
  static let due = "due"
  static let atOnce: Set<String> = [
    "receipt", "immediate", "immediately", "prompt", "cash", "cod", "sofort", "erhalt", "reception",
    "comptant",
  ]
  static let endOfMonth: [[String]] = [
    ["end", "of", "the", "month"], ["end", "of", "month"], ["month", "end"], ["eom"],
    ["ende", "des", "monats"], ["monatsende"], ["fin", "du", "mois"], ["fin", "de", "mois"],
    ["fdm"],
  ]
  static let ofNextMonth: [[String]] = ["th", "st", "nd", "rd", ""].flatMap { ending in
    [
      ["of", "the", "following", "month"], ["of", "following", "month"],
      ["of", "the", "next", "month"], ["of", "next", "month"], ["proximo"], ["prox"], ["mfi"],
    ].map { ending.isEmpty ? $0 : [ending] + $0 }
  }

  private static let fillers: Set<String> = [
    "due", "on", "upon", "of", "after", "from", "the", "a", "within", "in", "if", "paid", "payable",
    "payment", "terms", "invoice", "date", "or", "and", "by", "at", "less", "otherwise", "pay",
    "zahlbar", "zahlung", "binnen", "innerhalb", "von", "nach", "ab", "bei", "bis", "zum", "und",
    "ohne", "abzug", "rein", "rechnungsdatum", "rechnung", "mit", "de", "la", "le", "du", "des",
    "sous", "facture", "paiement", "et",
  ]

  /// Whether a word says nothing of its own.
  static func isFiller(_ word: String) -> Bool {
    fillers.contains(word) || discount.contains(word) || days.contains(word)
  }

  /// A number as a count of days, weeks or months, ten years of days at most; nil if it is none.
  static func count(_ number: Decimal) -> Int? {
    number.wholeNumber.flatMap { (0...3_660).contains($0) ? $0 : nil }
  }
}
