import Model

/// What the fields of a collection are called in the tables of `SQLiteSchema`, and what they hold.
///
/// Fields that are not told have no SQL: derived ones that SQL would have to define anew.
struct SQLTable {
  /// The records by the end of a day, with `ord`, their place in the file.
  let rows: String
  /// The table without a day, for links; nil for records that no link leads to.
  let linked: String?
  /// The table with all days, for what is derived of a record behind a link.
  let dated: String?
  let fields: [String: Field]

  struct Field {
    let form: SQLValue.Form
    /// With `@` where the row's name stands.
    let expression: String
    /// Whether the table without a day has it too.
    let isStored: Bool
  }

  /// Of a collection by its name; `§` in its rows stands for the day.
  static let all: [String: SQLTable] = {
    let document =
      "number date:d due:d terms currency:c net:m tax:m total:m po reference recorded:d recorded_by"
      + " flagged:y void_on:d document_country=@.country"
    let derived =
      "country=@.at_country status:w aging:w open:b=@.is_open paid:b=@.is_paid owed:m credited:m"
      + " overdue:b=@.is_overdue disputed:b=@.is_disputed age:0 days_overdue:0"
      + " days_to_pay:0=CAST(@.days_to_pay_AS_INTEGER)"
    let party =
      "number name contact phone email address country currency:c terms credit_limit:m tax_id"
      + " iban po_required:y tags"
    let lastPayment =
      "last_payment:d=(SELECT_max(z.date)_FROM_$_WHERE_z.%_=_@.number_AND_z.date_<=_#)"
    let money = "date:d currency:c amount:m"
    let settled =
      "applied:m unapplied:m age:0=((SELECT_n_FROM_days_WHERE_iso_=_#)"
      + "_-_(SELECT_n_FROM_days_WHERE_iso_=_@.date))"
    let lines =
      "line:0=CAST(@.line_AS_INTEGER) item description quantity:4 unit_price:m"
      + " discount:m=coalesce(@.discount,_0) amount:m tax_rate:4 tax:m currency:c"
    return [
      "customers": table(
        "SELECT * FROM customers", "customers",
        party + " "
          + lastPayment.replacing("$", with: "payments_z").replacing("%", with: "customer")),
      "vendors": table(
        "SELECT * FROM vendors", "vendors",
        party + " "
          + lastPayment.replacing("$", with: "bill_payments_z").replacing("%", with: "vendor")),
      "invoices": table(
        "SELECT * FROM invoice_at WHERE day = '§' AND date <= '§'", "invoices",
        document + " customer>customers sent:y draft:y tags", derived + " received:m"),
      "bills": table(
        "SELECT * FROM bill_at WHERE day = '§' AND date <= '§'", "bills",
        document + " vendor>vendors vendor_number approved:y held:y",
        derived
          + " paid_out:m=@.received"),
      "payments": table(
        "SELECT * FROM payments_at WHERE day = '§' AND date <= '§'", "payments",
        money + " number customer>customers method reference payer recorded:d", settled),
      "bill_payments": table(
        "SELECT * FROM bill_payments_at WHERE day = '§' AND date <= '§'", "bill_payments",
        money + " number vendor>vendors method reference payer", settled),
      "credits": table(
        "SELECT * FROM credits_at WHERE day = '§' AND date <= '§'", "credits",
        money + " number customer>customers invoice>invoices net:m tax:m reason", settled),
      "vendor_credits": table(
        "SELECT * FROM vendor_credits_at WHERE day = '§' AND date <= '§'", "vendor_credits",
        money + " number vendor>vendors bill>bills net:m tax:m reason", settled),
      "orders": table(
        "SELECT * FROM orders WHERE date <= '§'", "orders",
        "number customer>customers date:d po currency:c net:m tax:m total:m"),
      "purchase_orders": table(
        "SELECT * FROM purchase_orders WHERE date <= '§'", "purchase_orders",
        "number vendor>vendors date:d po currency:c net:m tax:m total:m"),
      "invoice_lines": table(
        ofDocument("invoice_lines", "invoices"), nil, lines + " document>invoices"),
      "bill_lines": table(ofDocument("bill_lines", "bills"), nil, lines + " document>bills"),
      "credit_lines": table(
        ofDocument("credit_lines", "credits"), nil, lines + " document>credits"),
      "vendor_credit_lines": table(
        ofDocument("vendor_credit_lines", "vendor_credits"), nil, lines + " document>vendor_credits"
      ),
      "order_lines": table(ofDocument("order_lines", "orders"), nil, lines + " document>orders"),
      "purchase_order_lines": table(
        ofDocument("purchase_order_lines", "purchase_orders"), nil,
        lines + " document>purchase_orders"),
      "allocations": table(
        "SELECT * FROM invoice_settled WHERE effective <= '§'", nil,
        "document>invoices payment>payments credit>credits date:d=@.effective amount:m currency:c"),
      "bill_allocations": table(
        "SELECT * FROM bill_settled WHERE effective <= '§'", nil,
        "document>bills payment>bill_payments credit>vendor_credits date:d=@.effective amount:m"
          + " currency:c"),
      "disputes": table(
        ofDocument("disputes", "invoices", "q"), nil,
        "document>invoices date:d amount:m reason resolved_on:d"),
      "bill_disputes": table(
        ofDocument("bill_disputes", "bills", "q"), nil,
        "document>bills date:d amount:m reason resolved_on:d"),
      "promises": table(
        ofDocument("promises", "invoices", "q"), nil,
        "document>invoices date:d due:d amount:m text resolved_on:d"),
      "notes": table(
        "SELECT * FROM notes WHERE date <= '§'", nil,
        "customer>customers document>invoices date:d text recorded_by"),
      "bank_lines": table(
        "SELECT * FROM bank_lines WHERE date <= '§'", nil,
        money + " number payment>payments payer iban text"),
      "rates": table(
        "SELECT * FROM rates WHERE date <= '§'", nil,
        "date:d from_currency:c to_currency:c rate:4"),
    ]
  }()

  /// Lines are there with their document; disputes and the like also have a day of their own.
  private static func ofDocument(_ name: String, _ documents: String, _ alias: String = "l")
    -> String
  {
    let columns = alias == "l" ? "d.ord * 1000000 + l.ord AS ord" : "q.ord AS ord"
    return """
      SELECT \(columns), \(alias).*, d.currency AS currency FROM \(name) \(alias) \
      JOIN \(documents) d ON d.number = \(alias).document \
      WHERE \(alias == "l" ? "d" : alias).date <= '§'
      """
  }

  private static func table(
    _ rows: String, _ linked: String?, _ stored: String, _ derived: String = ""
  ) -> SQLTable {
    var fields: [String: Field] = [:]
    for (words, isStored) in [(stored, true), (derived, false)] {
      for word in words.split(separator: " ") {
        let (name, field) = field(String(word), isStored)
        fields[name] = field
      }
    }
    let dated = rows.contains("_at ") ? rows.split(separator: " ")[3].description : nil
    return SQLTable(rows: rows, linked: linked, dated: dated, fields: fields)
  }

  /// `name`, `name:form`, `name:form=expression` with `_` for spaces, or `name>table`.
  private static func field(_ word: String, _ isStored: Bool) -> (String, Field) {
    let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
    let head = parts[0].split(whereSeparator: { $0 == ":" || $0 == ">" }).map(String.init)
    var expression = "@.\(head[0])"
    if parts.count > 1 {
      // Blanks are written as underscores, but in the few names that have some.
      expression = parts[1]
      if parts[1].contains("(") {
        expression = parts[1].replacing("_", with: " ")
          .replacing("days to pay", with: "days_to_pay")
          .replacing("bill payments", with: "bill_payments")
      }
    }
    let form: SQLValue.Form
    if parts[0].contains(">") {
      form = .record(head[1])
    } else {
      switch head.count > 1 ? head[1] : "t" {
      case "d": form = .date
      case "c": form = .currency
      case "m": form = .money(currency: "@.currency")
      case "0": form = .number(scale: 0)
      case "4": form = .number(scale: 4)
      case "w": form = .word
      case "y":
        (form, expression) = (.test, "(\(expression) = 'yes')")
      case "b":
        (form, expression) = (.test, "(\(expression) = 1)")
      default: form = .text(isPlain: false)
      }
    }
    return (head[0], Field(form: form, expression: expression, isStored: isStored))
  }
}

/// A value in SQL.
struct SQLValue {
  let form: Form
  let expression: String

  enum Form {
    /// A whole number of units of this many decimals.
    case number(scale: Int)
    /// Ten-thousandths of a currency.
    case money(currency: String)
    /// Plain text is its own small letters but for case.
    case text(isPlain: Bool)
    case date, word, currency, test
    /// The number of a record of this table.
    case record(String)
    /// The period of a unit that holds a day.
    case period(Term.Function)
    /// A quotient that is only shown; this is what it is divided by.
    case ratio(over: String)
  }
}
