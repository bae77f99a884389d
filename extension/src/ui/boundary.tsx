import React, { Component, type ReactNode } from "react";
import { Message } from "./message";

interface BoundaryProps {
  title: string;
  input: unknown;
  children: ReactNode;
}

/** The last resort: what no check foresaw is a message too, and the next document gets a new chance. */
export class Boundary extends Component<BoundaryProps, { error: Error | null; input: unknown }> {
  override state = { error: null as Error | null, input: this.props.input };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  static getDerivedStateFromProps(props: BoundaryProps, state: { input: unknown }) {
    return props.input === state.input ? null : { error: null, input: props.input };
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error ? <Message title={this.props.title} detail={error.message} /> : this.props.children;
  }
}
