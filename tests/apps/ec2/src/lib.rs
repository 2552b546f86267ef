//! Starts machines, and waits until they can be used.
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

/// Why a machine can't be used.
#[derive(Debug)]
pub enum Unusable {
    /// It went another way than up: its state.
    Gone(Option<InstanceStateName>),
    /// It takes longer than anybody waits.
    Slow(Duration),
    /// The service refused.
    Refused(Error),
}

/// Starts a machine, and returns its address as soon as it runs.
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

/// Ends a machine, and waits until it is gone.
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
