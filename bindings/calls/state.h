/* state.h - */
