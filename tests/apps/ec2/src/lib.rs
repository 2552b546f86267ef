//! Starts and terminates instances, and waits until they have the new state.
#![deny(warnings)]

#[cfg(test)]
mod tests;

use std::time::Duration;

use aws_sdk_ec2::client::Waiters;
use aws_sdk_ec2::operation::describe_instances::DescribeInstancesOutput;
use aws_sdk_ec2::types::{Instance, InstanceStateName};
use aws_sdk_ec2::waiters::instance_running::WaitUntilInstanceRunningError;
use aws_sdk_ec2::waiters::instance_terminated::InstanceTerminatedFinalPoll;
use aws_sdk_ec2::{Client, Error};

/// Why an instance did not start.
#[derive(Debug)]
pub enum Unusable {
    /// The instance reached a state from which it does not become running.
    Gone(Option<InstanceStateName>),
    /// The instance did not run within the time limit, which is the field.
    Slow(Duration),
    /// A call failed.
    Refused(Error),
}

/// Starts an instance, waits until it runs, for at most `patience`, and returns its public address.
pub async fn start(
    client: &Client,
    id: &str,
    patience: Duration,
) -> Result<Option<String>, Unusable> {
    let started = client.start_instances().instance_ids(id).send().await;
    started.map_err(|error| Unusable::Refused(error.into()))?;
    let waiter = client.wait_until_instance_running().instance_ids(id);
    let poll = match waiter.wait(patience).await {
        Ok(poll) => poll,
        Err(WaitUntilInstanceRunningError::ExceededMaxWait(context)) => {
            return Err(Unusable::Slow(context.max_wait()));
        }
        Err(WaitUntilInstanceRunningError::FailureState(context)) => {
            let state = match context.into_final_poll().into_result() {
                Ok(output) => instances(&output).find_map(state),
                Err(_) => None,
            };
            return Err(Unusable::Gone(state));
        }
        Err(error) => return Err(Unusable::Refused(error.into())),
    };
    let output = poll.into_result().ok();
    let address = output
        .as_ref()
        .and_then(|output| instances(output).find_map(|it| it.public_ip_address()));
    Ok(address.map(str::to_owned))
}

/// Terminates an instance, and waits until it is terminated.
pub async fn end(client: &Client, id: &str) -> Result<(), Error> {
    client.terminate_instances().instance_ids(id).send().await?;
    let gone: InstanceTerminatedFinalPoll = client
        .wait_until_instance_terminated()
        .instance_ids(id)
        .wait(Duration::from_secs(300))
        .await?;
    drop(gone);
    Ok(())
}

fn instances(output: &DescribeInstancesOutput) -> impl Iterator<Item = &Instance> {
    let reservations = output.reservations().iter();
    reservations.flat_map(|reservation| reservation.instances())
}

fn state(instance: &Instance) -> Option<InstanceStateName> {
    instance.state()?.name().cloned()
}
