//! Compiles a client of all operations of the weather service.

fn main() -> Result<(), tinsmith::Error> {
    tinsmith::configure().model("weather.smithy").compile()
}
