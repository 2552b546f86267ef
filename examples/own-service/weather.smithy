$version: "2.0"

namespace com.example.weather

use aws.protocols#restJson1

/// Tells the weather of cities.
@restJson1
@httpBearerAuth
service Weather {
    version: "2024-01-01"
    operations: [GetForecast]
}

/// Returns the forecast for a city.
@readonly
@http(method: "GET", uri: "/cities/{city}/forecast")
operation GetForecast {
    input := {
        @required
        @httpLabel
        @length(min: 1, max: 80)
        city: String

        /// How many days ahead.
        @httpQuery("days")
        @range(min: 1, max: 14)
        days: Integer
    }

    output := {
        /// In degrees Celsius.
        temperature: Float
    }

    errors: [NoSuchCity]
}

@error("client")
@httpError(404)
structure NoSuchCity {
    message: String
}
